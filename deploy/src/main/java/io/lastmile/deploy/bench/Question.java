package io.lastmile.deploy.bench;

/// Something that staff asks the API, as a path.
interface Question {
    String says();

    /// Of customer `number`, counted from 0.
    String path(int number);

    /// Whether it tells of what was asked.
    boolean isAnswer(int number, String body);
}
