package io.tierline.kit.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP port in front of another that can be shut and opened: a network that comes and goes. */
public final class Gate implements AutoCloseable {

    private final InetSocketAddress behind;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private ServerSocket door;
    private final Set<Passage> passages = ConcurrentHashMap.newKeySet();
    private volatile boolean frozen;

    /** One connection and what becomes of it: a swallowed one stays open, but nothing comes out of it any more. */
    private static final class Passage {
        private volatile boolean swallowed;
    }

    /** A gate that is shut. */
    public Gate(InetSocketAddress behind) {
        this.behind = behind;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port to connect to. */
    public int port() {
        return port;
    }

    /** Lets connections through from now on. */
    public synchronized Gate open() {
        try {
            ServerSocket opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            door = opened;
            inBackground(() -> letIn(opened));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refuses new connections and cuts those that are. */
    public synchronized void shut() {
        closed(door);
        sockets.forEach(Gate::closed);
        sockets.clear();
    }

    /** Swallows the connections that there are, yet cuts none off: a machine that vanished. */
    public void swallow() {
        passages.forEach(passage -> passage.swallowed = true);
    }

    /** Swallows new connections, too, from now on. */
    public void freeze() {
        frozen = true;
        swallow();
    }

    /** Lets new connections through again. */
    public void thaw() {
        frozen = false;
    }

    @Override
    public void close() {
        shut();
    }

    private void letIn(ServerSocket opened) {
        try {
            while (true) {
                Socket outside = opened.accept();
                Socket inside = inside();
                if (inside == null) {
                    closed(outside);
                    continue;
                }
                sockets.add(outside);
                sockets.add(inside);
                Passage passage = new Passage();
                passage.swallowed = frozen;
                passages.add(passage);
                inBackground(() -> copy(outside, inside, passage));
                inBackground(() -> copy(inside, outside, passage));
            }
        } catch (IOException e) {
            // The gate has been shut.
        }
    }

    private Socket inside() {
        try {
            return new Socket(behind.getAddress(), behind.getPort());
        } catch (IOException nothingBehind) {
            return null;
        }
    }

    private static void copy(Socket from, Socket to, Passage passage) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!passage.swallowed) {
                    out.write(buffer, 0, read);
                    out.flush();
                }
            }
        } catch (IOException e) {
            // One side has gone.
        }
        if (!passage.swallowed) {
            closed(from);
            closed(to);
        }
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "gate");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closed(AutoCloseable closeable) {
        try {
            if (closeable != null) {
                closeable.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
