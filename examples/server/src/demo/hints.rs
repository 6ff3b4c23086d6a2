//! What to try, printed when the demo starts: lines to be pasted into a shell, a group a page of the
//! APIs.

use std::io::{self, Write};

use super::tenant::{PASSWORD, USERS};

/// Writes the hints. `url` is the server's, without a slash at its end.
pub fn print(out: &mut impl Write, url: &str, pages_are_built: bool) -> io::Result<()> {
    let [zhangwei, zenglijun, ..] = USERS;
    let pages = match pages_are_built {
        true => "pages to click through",
        false => "pages to click through (not built yet, it says how)",
    };
    write!(
        out,
        r#"
{url}/  {pages}
{url}/demo/outbox  the messages sent, newest first: codes are here
{url}/demo/tenant  the users, all with the password {PASSWORD}, and the applications

All five APIs and each of their errors, in a shell: examples/curl/five-apis.sh {url}
Or one by one, to be pasted in this order:

  url={url} user={zhangwei_id}
  json='Content-Type: application/json; charset=utf-8'
  newest_code() {{ curl -s $url/demo/outbox | grep -o '"code":"[0-9]*"' | head -n 1 | tr -dc 0-9; }}
  member() {{ sed "s/.*\"$1\":\"\([^\"]*\)\".*/\1/"; }}
  token=$(curl -s -X POST -u demo-admin:demo-admin-secret $url/api/v2/tenant/token | member access_token)

000  An administrator resets a password; the new one is sent by e-mail.
  curl -s -w '\n' -X PUT -H "Authorization: Bearer $token" "$url/api/v2/tenant/users/$user/rest-password?send_mode=EMAIL"

001  An administrator sets one: the sample, which is weak, and one that is not.
  change() {{ curl -s -w '\n' -X PUT -H "Authorization: Bearer $token" -H "$json" "$@"; }}
  change $url/api/v2/tenant/users/$user/change-password -H 'Prefer: return=violations' -d '{{"password":"P@ssw0rd123","pwd_must_modify":"false"}}'
  change $url/api/v2/tenant/users/$user/change-password -d '{{"password":"Violet#Brisk1","pwd_must_modify":"false"}}'
  change $url/api/v2/tenant/users/nobody/change-password -H 'Accept-Language: zh' -d '{{"password":"Violet#Brisk1"}}'

002  Forgot by e-mail. A code needs the slider solved (the page or the script does it), so this one is refused.
  sdk() {{ curl -s -w '\n' -H "$json" -H 'X-client-id: nTo1eRIub60vPb54WeE6aojPwYwImtl4' -H 'X-operating-sys-version: windows10.1.1' -H 'X-device-fingerprint: 156aysdna213sc50' -H 'X-agent: curl' "$@"; }}
  sdk $url/api/v2/sdk/pwd/update-by-email -d '{{"email":"asdas@bamboocloud.cn","verify_code":"123456","password":"P@sdsdfsdfds"}}'

003  Change by mobile, logged in; without a code likewise.
  id=$(sdk $url/api/v2/sdk/login -d '{{"user_name":"{zenglijun_name}","password":"{PASSWORD}"}}' | member id_token)
  sdk $url/api/v2/sdk/pwd/change-by-mobile -H "Authorization: Bearer $id" -d '{{"verify_code":"123456","password":"P@sdsdfsdfds"}}'

004  CIAM: a code by e-mail and its token, a wrong code, the right one.
  ciam() {{ curl -s -w '\n' -H "$json" -u TENANT_CLIENT_ID:TENANT_CLIENT_SECRET "$@"; }}
  otp=$(ciam $url/otp/send -d '{{"usage":"reset_password","email":"MOCK_EMAIL@163.com"}}' | member otp_token)
  set_password() {{ ciam $url/reset_user_password -d "{{\"password\":\"$2\",\"email\":\"MOCK_EMAIL@163.com\",\"email_otp\":\"$1\",\"email_otp_token\":\"$otp\"}}"; }}
  set_password wrong Otter#Brisk2
  set_password $(newest_code) {PASSWORD}
  set_password $(newest_code) Otter#Brisk2
  sdk $url/api/v2/sdk/login -d '{{"user_name":"{zenglijun_name}","password":"Otter#Brisk2"}}' | member status
"#,
        zhangwei_id = zhangwei.id,
        zenglijun_name = zenglijun.username,
    )?;
    out.flush()
}
