//! The passwords that an account had.

use crate::support::{ADMIN, Backend, FIRST_PASSWORD, Server, ZHANGWEI, both};

fn password(index: usize) -> String {
    let words = [
        "Violet", "Otter", "Anchor", "Marble", "Quarry", "Saddle", "Thicket",
    ];
    format!("{}#Brisk{index}", words[index])
}

fn the_current_one_and_five_before_it_may_not_come_again(backend: Backend) {
    let server = Server::demo_on(backend);
    let token = server.token(ADMIN);
    for index in 0..6 {
        let answer = server.change(&token, ZHANGWEI, &password(index)).send();
        assert_eq!(answer.status, 200, "{}", answer.body);
        if index < 5 {
            assert_eq!(
                server.refusal(&token, ZHANGWEI, FIRST_PASSWORD),
                "PWD.0007",
                "{index}"
            );
        }
    }
    for index in 0..6 {
        assert_eq!(
            server.refusal(&token, ZHANGWEI, &password(index)),
            "PWD.0007",
            "{index}"
        );
    }
    let stored = server.database().password(ZHANGWEI);
    assert_eq!((stored.version, stored.session_generation), (7, 7));
    assert_eq!(stored.history, [2, 3, 4, 5, 6]);
    // The sixth before the current one is forgotten.
    assert_eq!(
        server
            .change(&token, ZHANGWEI, FIRST_PASSWORD)
            .send()
            .status,
        200
    );
    assert_eq!(
        server.database().password(ZHANGWEI).history,
        [3, 4, 5, 6, 7]
    );
}

fn a_hash_that_nobody_here_made_stops_the_change(backend: Backend) {
    let server = Server::demo_on(backend);
    let token = server.token(ADMIN);
    server.database().execute(
        "UPDATE accounts SET password_hash =
         '$argon2id$v=19$m=4194304,t=200,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4'
         WHERE username = 'zhangwei'",
    );
    let answer = server.change(&token, ZHANGWEI, "P@sdsdfsdfds").send();
    assert_eq!(
        (answer.status, answer.member("error_code")),
        (500, "SDK.COMMON.1008".into())
    );
    assert_eq!(server.database().password(ZHANGWEI).version, 1);
}

both! { the_current_one_and_five_before_it_may_not_come_again, a_hash_that_nobody_here_made_stops_the_change }
