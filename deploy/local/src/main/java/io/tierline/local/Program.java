package io.tierline.local;

import java.io.IOException;

/** A program that the launcher keeps running: how to start it, how to see that it is ready, how to stop it. */
interface Program {
    /** Its name in messages and in the names of its log and pid files. */
    String name();

    /** What has to be in order before a start; called before each one, also after a crash. */
    default void prepare() throws IOException, InterruptedException {}

    /** Its command line and environment. */
    ProcessBuilder command();

    /** Whether it can be used now. An exception means no; it must answer within a few seconds either way. */
    boolean isReady() throws Exception;

    /** The signal that makes it stop in good order. */
    default String stopSignal() {
        return "TERM";
    }
}
