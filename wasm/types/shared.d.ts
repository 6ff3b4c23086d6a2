/** A language that there are texts in. */
export type Lang = 'en' | 'zh';

/** A vendor's dialect. */
export type Profile = 'eiam_tenant' | 'eiam_sdk' | 'tencent_ciam' | 'bamboo_ciam' | 'oneaccess';

/** A fault, a violation, or a rule that a vendor named without more. */
export type AnyFault = Fault | Violation | { code: Rule };

/** A header's name, in any case, and its value. */
export type HttpHeader = [name: string, value: string];

/** A request. It holds what a person typed, and tokens: it is not for logs. */
export interface HttpRequest {
  /** `GET`, `POST` or `PUT`. */
  method: string;
  /** The path and, behind `?`, the query, escaped as they are on the wire. */
  target: string;
  headers: HttpHeader[];
  /** Empty where there is none; null where a server did not read it: over 16 KiB, or no UTF-8. */
  body: string | null;
  /** A server only: the caller's network address as it knows it itself, a key for limits. */
  source?: string | null;
}

/** An answer. */
export interface HttpResponse {
  status: number;
  headers: HttpHeader[];
  body: string;
}

/** The outcome of logging in, in the vendor's words. */
export type LoginStatus = 'SUCCESS' | 'PASSWORD_WARN' | 'PASSWORD_EXPIRED' | 'MFA_AUTH' | 'ACCESS_DENIED';

/** A slider CAPTCHA: a piece is to be moved to where it is missing. */
export interface Captcha {
  token: string;
  /** The image with the gap: PNG in base64. */
  originalImage: string;
  /** The piece: PNG in base64. */
  jigsawImage: string;
}
