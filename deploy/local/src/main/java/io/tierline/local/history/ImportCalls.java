package io.tierline.local.history;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Loads a file of past calls through the batch API, and goes on where an earlier run of the same file was interrupted.
 *
 * <p>Chunks of rows are confirmed in the order of the file: first their rejected rows are written, then the progress that
 * covers them. A process that dies in between sends the chunk again: calls that are stored are found again, and what
 * the file of rejected rows has beyond the progress is written over.
 */
public final class ImportCalls {
    private static final String BEGINS_ANEW =
            " --restart begins anew; what is stored is found again and stays as it is.";

    private final ImportOrder order;
    private final String token;
    private final Patience patience;
    private final PrintStream out;
    private final boolean terminal;

    private record Sent(Chunk chunk, Future<BatchAnswer> answer) {}

    /**
     * @param token with the role {@code telephony} or {@code admin}; its tenant gets the calls
     * @param terminal whether {@code out} is one, and progress may be shown in a line that changes
     */
    public ImportCalls(ImportOrder order, String token, PrintStream out, boolean terminal) {
        this(order, token, Patience.USUAL, out, terminal);
    }

    ImportCalls(ImportOrder order, String token, Patience patience, PrintStream out, boolean terminal) {
        this.order = order;
        this.token = token;
        this.patience = patience;
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Imports what is not imported yet.
     *
     * @return how many rows of the file are rejected, those of earlier runs included
     */
    public long run() throws ImportFailure, InterruptedException {
        try (CallFile file = CallFile.open(order.file(), order.charset())) {
            Columns columns = Columns.of(file.header(), order.renamed(), order.ignored());
            try (RejectedRows rejected = RejectedRows.open(order.rejectedFile(), columns.rejectedHeader())) {
                return run(file, new Chunks(file, columns), rejected);
            }
        } catch (IOException e) {
            throw new ImportFailure("Progress and rejected rows cannot be written beside the file: " + e);
        }
    }

    private long run(CallFile file, Chunks chunks, RejectedRows rejected)
            throws IOException, ImportFailure, InterruptedException {
        Progress start = start(chunks, rejected);
        if (start.rows() > 0) {
            say(
                    "%,d rows (%.1f %%) are done: %s. Going on after them.",
                    start.rows(), ProgressLine.percent(start, file.size()), ProgressLine.counts(start));
        }
        ProgressLine line = new ProgressLine(out, terminal, file.size(), start);
        BatchApi api = new BatchApi(order.calls(), token, patience, line::tell);
        ExecutorService senders = Executors.newFixedThreadPool(order.parallel());
        Progress progress = start;
        try {
            Deque<Sent> underWay = new ArrayDeque<>();
            ImportFailure unreadable = null;
            Optional<Chunk> next = Optional.empty();
            do {
                try {
                    next = chunks.next();
                } catch (ImportFailure e) {
                    unreadable = e;
                    next = Optional.empty(); // what is under way is confirmed all the same
                }
                while (!underWay.isEmpty() && (next.isEmpty() || underWay.size() == order.parallel())) {
                    progress = confirm(progress, underWay.remove(), rejected);
                    line.show(progress);
                }
                next.ifPresent(chunk -> underWay.add(new Sent(chunk, senders.submit(() -> api.post(chunk)))));
            } while (next.isPresent());
            if (unreadable != null) {
                throw unreadable;
            }
        } catch (ImportFailure e) {
            if (progress.rows() > 0) {
                line.tell(String.format(
                        Locale.ROOT,
                        "Stopped after %,d rows: %s. The same command goes on after them.",
                        progress.rows(),
                        ProgressLine.counts(progress)));
            }
            throw e;
        } finally {
            senders.shutdownNow();
        }
        line.tell(String.format(
                Locale.ROOT, "All %,d rows are done: %s.", progress.rows(), ProgressLine.counts(progress)));
        if (progress.rejectedBytes() > 0) {
            say(
                    "The rejected rows, and why, are in %s. Move it away, mend what is in it, and import that.",
                    order.rejectedFile());
        }
        return progress.rejected();
    }

    /** Where to go on: what an earlier run has left, if it is of this file and was going to the same place. */
    private Progress start(Chunks chunks, RejectedRows rejected) throws IOException, ImportFailure {
        String target = order.calls() + " " + TokenTenant.of(token);
        Optional<Progress> saved = order.restart() ? Optional.empty() : Progress.load(order.progressFile());
        if (saved.isEmpty()) {
            if (rejected.length() > 0 && !order.restart()) {
                throw new ImportFailure(order.rejectedFile() + " is there already, of another import. Move it away, or"
                        + " let --restart write over it.");
            }
            // Before the first rejected row, so that a file of them without progress is never one of this import.
            Progress none = Progress.none(target);
            none.save(order.progressFile());
            rejected.append(0, List.of());
            return none;
        }
        Progress progress = saved.get();
        if (progress.rows() == 0) {
            return Progress.none(target);
        }
        if (!progress.target().equals(target)) {
            throw new ImportFailure("The earlier import of this file went to " + progress.target() + ", not to "
                    + target + "." + BEGINS_ANEW);
        }
        boolean taken = rejected.length() == 0 && progress.rejectedBytes() > 0;
        if (rejected.length() > 0 && rejected.length() < progress.rejectedBytes()) {
            throw new ImportFailure(order.rejectedFile() + " is not as the earlier import has left it. Move it away to"
                    + " mend what is in it; this import makes another one.");
        }
        if (!chunks.pass(progress.rows(), progress.digest())) {
            throw new ImportFailure(String.format(
                    Locale.ROOT,
                    "The first %,d rows, which are imported, are not the same any more: the file, --map or --ignore has"
                            + " changed.%s",
                    progress.rows(),
                    BEGINS_ANEW));
        }
        if (taken) {
            // Before the first row of the new file, or the old one's length would count in it after a crash.
            progress = progress.withoutRejectedFile();
            progress.save(order.progressFile());
        }
        return progress;
    }

    private Progress confirm(Progress progress, Sent sent, RejectedRows rejected)
            throws IOException, ImportFailure, InterruptedException {
        BatchAnswer answer = answer(sent);
        List<Rejection> rejections = new ArrayList<>(sent.chunk().unfit());
        rejections.addAll(answer.rejections());
        rejections.sort(Comparator.comparingLong(rejection -> rejection.row().line()));
        Progress confirmed =
                progress.after(sent.chunk(), answer, rejected.append(progress.rejectedBytes(), rejections));
        confirmed.save(order.progressFile());
        return confirmed;
    }

    private static BatchAnswer answer(Sent sent) throws ImportFailure, InterruptedException {
        try {
            return sent.answer().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ImportFailure failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void say(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }
}
