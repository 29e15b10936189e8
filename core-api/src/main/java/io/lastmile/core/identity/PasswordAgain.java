package io.lastmile.core.identity;

import io.lastmile.core.platform.Problem;

/// Asks for the password once more: a browser that somebody left open is not enough for what
/// changes how an account proves itself.
final class PasswordAgain {
    private final Login login;

    PasswordAgain(Login login) {
        this.login = login;
    }

    void require(int account, String current) {
        switch (login.again(account, current)) {
            case Login.Outcome.Welcome _ -> {}
            case Login.Outcome.WrongPassword _ ->
                    throw Problem.invalid("current", "a wrong password", "your present one")
                            .refusal();
            case Login.Outcome.Wait wait -> throw Answer.wait(wait.left());
        }
    }
}
