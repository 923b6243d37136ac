package io.tierline.local.history;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Shows how far an import is: on a terminal in one line that changes every second, elsewhere in a line every ten. */
final class ProgressLine {
    private static final Duration ON_TERMINAL = Duration.ofSeconds(1);
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);
    private static final String CLEAR_LINE = "\r\033[K";

    private final PrintStream out;
    private final boolean terminal;
    private final long size;
    private final Progress start;
    private final long startedAt = System.nanoTime();
    private long shownAt = startedAt;

    /**
     * @param terminal whether a person is looking
     * @param size of the file, in bytes
     * @param start where this run goes on
     */
    ProgressLine(PrintStream out, boolean terminal, long size, Progress start) {
        this.out = out;
        this.terminal = terminal;
        this.size = size;
        this.start = start;
    }

    /** Shows it unless the last time was a moment ago. */
    synchronized void show(Progress progress) {
        long now = System.nanoTime();
        if (now - shownAt < (terminal ? ON_TERMINAL : ELSEWHERE).toNanos()) {
            return;
        }
        shownAt = now;
        String line = line(progress, now);
        out.print(terminal ? CLEAR_LINE + line : line + "\n");
        out.flush();
    }

    /** A line of its own, above the one that changes. */
    synchronized void tell(String line) {
        out.print((terminal ? CLEAR_LINE : "") + line + "\n");
        out.flush();
    }

    private String line(Progress progress, long now) {
        double seconds = Math.max(1e-3, (now - startedAt) / 1e9);
        double rowsPerSecond = (progress.rows() - start.rows()) / seconds;
        double bytesPerSecond = (progress.bytes() - start.bytes()) / seconds;
        String left = bytesPerSecond > 0
                ? ", about " + time((long) Math.ceil((size - progress.bytes()) / bytesPerSecond)) + " left"
                : "";
        return String.format(
                Locale.ROOT,
                "%,d rows (%.1f %%), %,.0f rows/s%s; %s",
                progress.rows(),
                percent(progress, size),
                rowsPerSecond,
                left,
                counts(progress));
    }

    static double percent(Progress progress, long size) {
        return size == 0 ? 100 : Math.min(100.0, 100.0 * progress.bytes() / size);
    }

    static String counts(Progress progress) {
        return String.format(
                Locale.ROOT,
                "%,d created, %,d replayed, %,d rejected",
                progress.created(),
                progress.replayed(),
                progress.rejected());
    }

    private static String time(long seconds) {
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }
}
