import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Receives Tierline's webhooks: checks the signature, passes over what it has had before, and prints the tier change.
 *
 * <pre>WEBHOOK_SECRET=whsec_… java Receiver.java [port]</pre>
 */
public final class Receiver {

    private static final int LARGEST_BODY = 64 * 1024;

    /** A message that is older, or from further ahead, may be an old one that somebody sends again. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** What has been handled; a real receiver keeps it in the database, in the transaction that has the effect. */
    private static final Set<String> HANDLED = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > 10_000;
        }
    });

    private Receiver() {}

    public static void main(String[] arguments) throws IOException {
        int port = arguments.length == 0 ? 9000 : Integer.parseInt(arguments[0]);
        String secret = System.getenv().getOrDefault("WEBHOOK_SECRET", "");
        if (!secret.startsWith("whsec_")) {
            System.err.println("WEBHOOK_SECRET has to hold the secret that the webhook was made with: whsec_…");
            System.exit(2);
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(handle(exchange, secret), -1);
            }
        });
        server.start();
        System.out.println("Listening on http://127.0.0.1:" + port + "/");
    }

    /** The status to answer with: 2xx means that the message need not be sent again. */
    private static int handle(HttpExchange exchange, String secret) throws IOException {
        String id = header(exchange, "webhook-id");
        String timestamp = header(exchange, "webhook-timestamp");
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            return 413;
        }
        if (!isRecent(timestamp) || !isSigned(secret, id, timestamp, body, header(exchange, "webhook-signature"))) {
            System.out.println("Refused: not signed with this secret, or too old");
            return 401;
        }
        synchronized (HANDLED) {
            if (HANDLED.add(id)) {
                System.out.println(id + " " + new String(body, StandardCharsets.UTF_8));
            } else {
                System.out.println(id + " has been here before");
            }
        }
        return 204;
    }

    private static boolean isRecent(String timestamp) {
        try {
            Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
            return Duration.between(sent, Instant.now()).abs().compareTo(TOLERANCE) <= 0;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** One of the signatures has to be ours: while a secret is being rotated there are several. */
    private static boolean isSigned(String secret, String id, String timestamp, byte[] body, String signatures) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            String expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
            for (String signature : signatures.split(" ")) {
                // Takes the same time whatever differs, so that nobody can guess his way along.
                if (MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8))) {
                    return true;
                }
            }
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }
}
