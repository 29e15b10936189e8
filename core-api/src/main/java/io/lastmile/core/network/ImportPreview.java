package io.lastmile.core.network;

/// What a commit would do, in rows.
public record ImportPreview(int added, int taken, int kept, int ignored, int customers) {
    static final ImportPreview NOTHING = new ImportPreview(0, 0, 0, 0, 0);

    ImportPreview plus(Verdict verdict, Choice choice, int rows, int guesses) {
        boolean fresh = verdict == Verdict.NEW;
        return switch (choice) {
            case TAKE ->
                    new ImportPreview(
                            added + (fresh ? rows : 0),
                            taken + (fresh ? 0 : rows),
                            kept,
                            ignored,
                            customers + guesses);
            case KEEP -> new ImportPreview(added, taken, kept + rows, ignored, customers + guesses);
            case IGNORE -> new ImportPreview(added, taken, kept, ignored + rows, customers);
        };
    }

    public boolean isEmpty() {
        return added + taken + kept == 0;
    }
}
