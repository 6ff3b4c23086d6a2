// The slider CAPTCHA: a piece is moved into the gap by pointer or by keyboard. One slide is one attempt.
import type { Captcha } from 'repass';
import { element } from '../elements';
import type { Texts } from '../texts/en';

const whole = element('captcha', HTMLElement);
const picture = element('captcha-picture', HTMLImageElement);
const piece = element('captcha-piece', HTMLImageElement);
const slider = element('captcha-slider', HTMLInputElement);
const another = element('captcha-another', HTMLButtonElement);

/** Which puzzle is shown. */
let shown: string | undefined;
/** Whether a pointer moves the slider: letting go of it is the attempt. Keys move it step by step, and Enter is. */
let isSliding = false;

export function onCaptcha(solved: () => void, refreshed: () => void): void {
  slider.addEventListener('pointerdown', () => (isSliding = true));
  slider.addEventListener('keydown', (event) => {
    isSliding = false;
    if (event.key !== 'Enter') return;
    event.preventDefault();
    solved();
  });
  slider.addEventListener('input', movePiece);
  slider.addEventListener('change', () => {
    if (!isSliding) return;
    isSliding = false;
    solved();
  });
  another.addEventListener('click', refreshed);
  onPieceDragged(solved);
}

export function drawCaptcha(captcha: Captcha | undefined, isLocked: boolean, texts: Texts): void {
  whole.hidden = captcha === undefined;
  picture.alt = texts.captchaPicture;
  slider.ariaValueText = texts.captchaPosition(slider.valueAsNumber, Number(slider.max));
  slider.disabled = isLocked;
  another.ariaDisabled = isLocked ? 'true' : null;
  if (captcha?.token === shown) return;
  shown = captcha?.token;
  if (captcha) void load(captcha, texts);
}

/** The piece's left edge, in pixels of the original picture. */
export function captchaSolution(): number {
  return slider.valueAsNumber;
}

export function focusCaptcha(): void {
  slider.focus();
}

async function load(captcha: Captcha, texts: Texts): Promise<void> {
  slider.max = slider.value = '0';
  picture.src = png(captcha.originalImage);
  piece.src = png(captcha.jigsawImage);
  // What cannot be drawn cannot be solved either: there is another picture to be had.
  await Promise.allSettled([picture.decode(), piece.decode()]);
  if (shown !== captcha.token) return;
  slider.max = String(Math.max(0, picture.naturalWidth - piece.naturalWidth));
  whole.style.setProperty('--piece', String(piece.naturalWidth / (picture.naturalWidth || 1)));
  slider.ariaValueText = texts.captchaPosition(0, Number(slider.max));
  movePiece();
}

function movePiece(): void {
  whole.style.setProperty('--at', String(slider.valueAsNumber / (picture.naturalWidth || 1)));
  slider.ariaValueText = slider.ariaValueText?.replace(/^\d+/, slider.value) ?? null;
}

/** Whoever takes hold of the piece itself may. */
function onPieceDragged(solved: () => void): void {
  let from: { x: number; value: number } | undefined;
  piece.addEventListener('pointerdown', (event) => {
    if (slider.disabled) return;
    event.preventDefault();
    piece.setPointerCapture(event.pointerId);
    from = { x: event.clientX, value: slider.valueAsNumber };
  });
  piece.addEventListener('pointermove', (event) => {
    if (!from) return;
    slider.valueAsNumber = from.value + ((event.clientX - from.x) * picture.naturalWidth) / picture.clientWidth;
    movePiece();
  });
  const letGo = (isAttempt: boolean) => {
    const hasMoved = from !== undefined && slider.valueAsNumber !== from.value;
    from = undefined;
    if (isAttempt && hasMoved) solved();
  };
  piece.addEventListener('pointerup', () => letGo(true));
  piece.addEventListener('pointercancel', () => letGo(false));
}

function png(base64: string): string {
  return `data:image/png;base64,${base64}`;
}
