package io.tierline.grading.webhooks.application;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.webhooks.domain.Answer;
import io.tierline.grading.webhooks.domain.Network;
import io.tierline.grading.webhooks.domain.ReceiverAddress;
import io.tierline.grading.webhooks.domain.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Signs and sends one message. Before each, the host's addresses are looked up and checked, and the message goes to one
 * that was checked: a name that has since come to mean another machine leads nowhere.
 */
@ApplicationScoped
public class SendMessages {

    /** How long an attempt may take, from the look-up of the name to the head of the answer. */
    static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(15);

    private final Hosts hosts;
    private final Receivers receivers;
    private final WebhookSettings settings;
    private final Clock clock;

    SendMessages(Hosts hosts, Receivers receivers, WebhookSettings settings, Clock clock) {
        this.hosts = hosts;
        this.receivers = receivers;
        this.settings = settings;
        this.clock = clock;
    }

    /** Everything that is wrong with an address for a webhook; nothing when messages can be sent there. */
    public Uni<List<String>> faults(String url) {
        List<String> faults = ReceiverAddress.faults(url, settings.allowHttp());
        if (!faults.isEmpty()) {
            return Uni.createFrom().item(faults);
        }
        return hosts.addresses(ReceiverAddress.of(url).host())
                .map(addresses -> allAllowed(addresses)
                        ? List.<String>of()
                        : List.of("leads to an address that webhooks are not sent to: of this machine, of a private"
                                + " network or of special purpose"))
                .ifNoItem()
                .after(LONGEST_ATTEMPT)
                .recoverWithItem(List.of("names a host that cannot be found now"))
                .onFailure()
                .recoverWithItem(List.of("names a host that cannot be found now"));
    }

    /**
     * Sends a message. Never fails: what goes wrong is in the answer.
     *
     * @param id the same for each attempt at the same message
     * @param attempts at this message so far; if the host has several addresses, each attempt takes the next
     */
    public Uni<Answer> send(String url, List<Secret> secrets, String id, String body, int attempts) {
        List<String> faults = ReceiverAddress.faults(url, settings.allowHttp());
        if (!faults.isEmpty()) {
            return Uni.createFrom().item(Answer.none("The address is not allowed: it " + faults.get(0)));
        }
        ReceiverAddress receiver = ReceiverAddress.of(url);
        return hosts.addresses(receiver.host())
                .chain(addresses -> allAllowed(addresses)
                        ? receivers.post(
                                receiver, addresses.get(attempts % addresses.size()), headers(secrets, id, body), body)
                        : Uni.createFrom().item(Answer.none("The host leads to an address that is not allowed")))
                .ifNoItem()
                .after(LONGEST_ATTEMPT)
                .fail()
                .onFailure(TimeoutException.class)
                .recoverWithItem(() -> Answer.none("No answer within " + LONGEST_ATTEMPT.toSeconds() + " s"))
                .onFailure()
                .recoverWithItem(() -> Answer.none("The host cannot be found"));
    }

    private boolean allAllowed(List<InetAddress> addresses) {
        return addresses.stream().allMatch(address -> Network.allows(address, settings.allowPrivateAddresses()));
    }

    private Map<String, String> headers(List<Secret> secrets, String id, String body) {
        long timestamp = clock.instant().getEpochSecond();
        return Map.of(
                "webhook-id",
                id,
                "webhook-timestamp",
                String.valueOf(timestamp),
                "webhook-signature",
                secrets.stream().map(secret -> secret.sign(id, timestamp, body)).collect(Collectors.joining(" ")));
    }
}
