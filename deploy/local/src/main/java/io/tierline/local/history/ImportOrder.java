package io.tierline.local.history;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * Which file of past calls is to go where.
 *
 * @param file a CSV file (RFC 4180) whose first line names the columns
 * @param charset how the file is encoded
 * @param renamed columns of the file that are called otherwise in the API: theirs to ours
 * @param ignored columns of the file that are not sent
 * @param calls the address of call-service
 * @param parallel how many requests are under way at most
 * @param restart whether to forget what an earlier import of the file has done
 */
public record ImportOrder(
        Path file,
        Charset charset,
        Map<String, String> renamed,
        Set<String> ignored,
        URI calls,
        int parallel,
        boolean restart) {

    Path progressFile() {
        return beside(".progress");
    }

    Path rejectedFile() {
        return beside(".rejected.csv");
    }

    private Path beside(String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }
}
