package io.tierline.local;

import java.nio.file.Path;

/** The Java that runs the launcher, for the programs that it starts. */
final class Java {
    static final String EXECUTABLE =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private Java() {}
}
