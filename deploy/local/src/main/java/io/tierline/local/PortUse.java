package io.tierline.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A port of this machine that the stack needs, and what for. */
record PortUse(int port, String purpose) {

    /** Not 1000, which is between the two ports of a service. */
    private static final int STEP = 100;

    /** Refuses to start while any of the ports is taken, naming each with its holder and the way out of this offset. */
    static void requireFree(List<PortUse> ports, int offset) throws StartFailure {
        List<String> taken =
                ports.stream().map(PortUse::complaint).flatMap(Optional::stream).toList();
        if (!taken.isEmpty()) {
            throw new StartFailure(String.join("\n", taken)
                    + "\nStop what holds it, or move all ports of this stack: ./deploy/up --port-offset "
                    + (offset + STEP));
        }
    }

    /** Why the port cannot be used, or nothing when it can. */
    private Optional<String> complaint() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // as the servers do: connections that are only fading out do not count
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return Optional.empty();
        } catch (IOException taken) {
            OptionalLong holder = Processes.listeningOn(port);
            String who = holder.isPresent() ? describe(holder.getAsLong()) : "by a process that this user cannot see";
            return Optional.of("Port " + port + ", needed for " + purpose + ", is taken " + who + ".");
        }
    }

    private static String describe(long pid) {
        List<String> words = Processes.commandLine(pid);
        Optional<String> data = words.stream()
                .filter(word -> word.startsWith(DataDirectory.MARK))
                .findFirst();
        if (data.isPresent()) {
            return "by process " + pid + " of the Tierline stack in "
                    + data.get().substring(DataDirectory.MARK.length());
        }
        String command = String.join(" ", words);
        return "by process " + pid + " (" + (command.length() > 80 ? command.substring(0, 79) + "…" : command) + ")";
    }
}
