package io.tierline.local.history;

/** Why an import cannot go on, in words for whoever started it. What was confirmed before stays done. */
public final class ImportFailure extends Exception {
    ImportFailure(String message) {
        super(message);
    }
}
