//! What to try, printed when the demo starts: lines to be pasted into a shell.

use std::io::{self, Write};

use super::tenant::{PASSWORD, USERS};

/// Writes the hints. `url` is the server's, without a slash at its end.
pub fn print(out: &mut impl Write, url: &str, pages_are_built: bool) -> io::Result<()> {
    let [zhangwei, ..] = USERS;
    let users = format!("{url}/api/v2/tenant/users");
    let change = |user: &str, password: &str, headers: &str| {
        format!(
            "  curl -i -X PUT {users}/{user}/change-password -H \"Authorization: Bearer $token\" \
             -H 'Content-Type: application/json; charset=utf-8'{headers} \
             -w '\\n' -d '{{\"password\":\"{password}\",\"pwd_must_modify\":\"false\"}}'"
        )
    };
    let page = if pages_are_built {
        "The page"
    } else {
        "The page (not built yet, it says how)"
    };
    writeln!(
        out,
        "\n{page}: {url}/\n\nOr in a shell: a token, good for two hours,"
    )?;
    writeln!(
        out,
        "  token=$(curl -s -X POST -u demo-admin:demo-admin-secret {url}/api/v2/tenant/token \
         | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')"
    )?;
    writeln!(
        out,
        "a new password for {} (now {PASSWORD}),",
        zhangwei.username
    )?;
    writeln!(out, "{}", change(zhangwei.id, "P@sdsdfsdfds", ""))?;
    writeln!(out, "one that is too weak, with all the reasons,")?;
    writeln!(
        out,
        "{}",
        change(
            zhangwei.id,
            "P@ssw0rd123",
            " -H 'Prefer: return=violations'"
        )
    )?;
    writeln!(out, "and an error in Chinese.")?;
    writeln!(
        out,
        "{}",
        change("nobody", "P@sdsdfsdfds", " -H 'Accept-Language: zh'")
    )?;
    writeln!(out, "\nThe tenant: {url}/demo/tenant")?;
    out.flush()
}
