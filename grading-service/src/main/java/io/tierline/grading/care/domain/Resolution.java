package io.tierline.grading.care.domain;

import java.util.Map;

/** How a question or problem stands. */
public enum Resolution {
    OPEN("open"),
    RESOLVED("resolved");

    /** Resolutions by code. */
    public static final Map<String, Resolution> BY_CODE = Map.of("open", OPEN, "resolved", RESOLVED);

    private final String code;

    Resolution(String code) {
        this.code = code;
    }

    /** The code in the API. */
    public String code() {
        return code;
    }
}
