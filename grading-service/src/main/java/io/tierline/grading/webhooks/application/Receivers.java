package io.tierline.grading.webhooks.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.webhooks.domain.Answer;
import io.tierline.grading.webhooks.domain.ReceiverAddress;
import java.net.InetAddress;
import java.util.Map;

/** Those who listen at webhooks' addresses. */
public interface Receivers {

    /**
     * Posts a JSON body to exactly this IP address, under the name that the receiver's address has. Follows no redirection.
     * Never fails: no answer is an answer too. Whoever stops waiting ends the attempt.
     */
    Uni<Answer> post(ReceiverAddress receiver, InetAddress at, Map<String, String> headers, String body);
}
