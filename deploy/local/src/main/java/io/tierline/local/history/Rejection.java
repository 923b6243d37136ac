package io.tierline.local.history;

/**
 * A row that is not stored as it stands.
 *
 * @param code why, as the API's problems have it: {@code invalid}, {@code call-conflict}
 * @param message why, in words
 */
record Rejection(Row row, String code, String message) {}
