package io.tierline.kit.republication;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tierline.kit.database.Database;
import io.tierline.kit.messaging.TopicIds;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Notices that a topic was made anew, and has all that is stored for it published again: nobody else has what the old
 * topic held. A topic that is seen for the first time is merely remembered. So is every id that it has had: a broker that
 * is behind may answer with a former one, and that it had before is no news.
 */
@ApplicationScoped
@IfBuildProperty(name = "tierline.republication", stringValue = "true")
class PublishedTopics {

    private static final Logger LOG = Logger.getLogger(PublishedTopics.class);

    private static final String KNOWN = "select topic, topic_id from published_topic";
    /** Of several instances that notice at the same time one gets the row. Its own row the subquery does not see. */
    private static final String REMEMBER = "insert into published_topic (topic, topic_id) values ($1, $2)"
            + " on conflict do nothing returning exists (select from published_topic where topic = $1)";

    private final Database database;
    private final TopicIds topicIds;
    private final Jobs jobs;
    private final MeterRegistry meters;
    private final Set<String> topics;

    PublishedTopics(
            Database database, TopicIds topicIds, Jobs jobs, MeterRegistry meters, @All List<StoredEvents> sources) {
        this.database = database;
        this.topicIds = topicIds;
        this.jobs = jobs;
        this.meters = meters;
        this.topics = sources.stream().map(StoredEvents::topic).collect(Collectors.toSet());
    }

    @Scheduled(
            every = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> check() {
        return topicIds.of(topics)
                .chain(found -> known().chain(known -> {
                    found.entrySet()
                            .removeIf(topic ->
                                    known.getOrDefault(topic.getKey(), Set.of()).contains(topic.getValue()));
                    return Multi.createFrom()
                            .iterable(found.entrySet())
                            .onItem()
                            .transformToUniAndConcatenate(topic -> notice(topic.getKey(), topic.getValue()))
                            .onItem()
                            .ignoreAsUni();
                }))
                .onFailure()
                .invoke(failure -> LOG.debugf(failure, "Which topics there are is not known at the moment"))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Map<String, Set<String>>> known() {
        // In a transaction for its limit: the clock that asks this asks no more while an answer is missing.
        return database.transaction(transaction -> transaction
                .query(KNOWN)
                .execute()
                .map(rows -> {
                    Map<String, Set<String>> known = new HashMap<>();
                    for (Row row : rows) {
                        known.computeIfAbsent(row.getString("topic"), topic -> new HashSet<>())
                                .add(row.getString("topic_id"));
                    }
                    return known;
                }));
    }

    /** Remembers what the topic is, and begins to publish it again when it is one that it never was. */
    Uni<Void> notice(String topic, String id) {
        return database.transaction(transaction -> transaction
                        .preparedQuery(REMEMBER)
                        .execute(Tuple.of(topic, id))
                        .map(remembered -> remembered.size() > 0
                                && remembered.iterator().next().getBoolean(0))
                        .call(anew -> anew
                                ? jobs.start(transaction, topic)
                                : Uni.createFrom().voidItem()))
                .invoke(anew -> {
                    if (anew) {
                        LOG.warnf(
                                "The topic %s was made anew (it is %s now). All that is stored for it is being published"
                                        + " again; GET /v1/republication tells how far that is. If its settings were lost"
                                        + " too, set them as they were.",
                                topic, id);
                        meters.counter("tierline.topics.made.anew", "topic", topic)
                                .increment();
                    }
                })
                .replaceWithVoid();
    }
}
