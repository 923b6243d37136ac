package io.tierline.local;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Room for a stack beside whatever else runs on this machine. */
final class FreePorts {
    private FreePorts() {}

    static int one() throws IOException {
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** A port offset at which every port of a stack is free. */
    static int offset() {
        return IntStream.iterate(3000, offset -> offset < 10_000, offset -> offset + 100)
                .filter(FreePorts::allFree)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no offset with free ports"));
    }

    private static boolean allFree(int offset) {
        try {
            List<PortUse> ports =
                    UpOptions.parse("--port-offset", Integer.toString(offset)).ports();
            PortUse.requireFree(ports, offset);
            return true;
        } catch (BadUsage e) {
            throw new AssertionError(e);
        } catch (StartFailure taken) {
            return false;
        }
    }
}
