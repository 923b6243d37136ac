package io.tierline.call.directory.rest;

import io.tierline.kit.input.JsonInput;

/** What is told of reps and teams alike. */
final class Entry {

    private static final int LONGEST_NAME = 200;

    private Entry() {}

    static String name(JsonInput input) {
        input.require("name");
        String name = input.text("name", LONGEST_NAME);
        return name != null && name.isBlank() ? input.fault("name", "must not be blank") : name;
    }

    static boolean active(JsonInput input) {
        Boolean active = input.flag("active");
        return active == null || active;
    }
}
