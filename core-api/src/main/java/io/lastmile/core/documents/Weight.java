package io.lastmile.core.documents;

enum Weight {
    REGULAR,
    BOLD
}
