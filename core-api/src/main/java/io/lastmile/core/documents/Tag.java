package io.lastmile.core.documents;

import java.util.Optional;

/// A place in the structure that screen readers follow (ISO 32000, 14.8). Compared by identity: two
/// paragraphs with the same words are two.
final class Tag {
    private final Role role;
    private final Optional<Tag> parent;
    private final String alternative;

    private Tag(Role role, Optional<Tag> parent, String alternative) {
        this.role = role;
        this.parent = parent;
        this.alternative = alternative;
    }

    static Tag top() {
        return new Tag(Role.DOCUMENT, Optional.empty(), "");
    }

    Tag child(Role childRole) {
        return new Tag(childRole, Optional.of(this), "");
    }

    /// A picture, and what it shows.
    Tag figure(String shows) {
        return new Tag(Role.FIGURE, Optional.of(this), shows);
    }

    Role role() {
        return role;
    }

    Optional<Tag> parent() {
        return parent;
    }

    String alternative() {
        return alternative;
    }

    /// By the names of the standard.
    enum Role {
        DOCUMENT("Document"),
        HEADING("H1"),
        SECTION("H2"),
        PARAGRAPH("P"),
        TABLE("Table"),
        ROW("TR"),
        HEAD("TH"),
        CELL("TD"),
        FIGURE("Figure");

        private final String standard;

        Role(String standard) {
            this.standard = standard;
        }

        String standard() {
            return standard;
        }
    }
}
