package io.tierline.kit.messaging;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which answers about a topic's id are to be believed. A topic that is gone never comes back, so a former id is the answer
 * of a broker that is behind: it counts as none. Only in memory: an instance that has begun with such an answer would take
 * the true one for a new topic, which is harmless, and must not be left with a wrong one, which would not be; so a former id
 * is believed after all when nothing else is answered for long.
 */
final class BelievedIds {

    /** Looks in a row, one every five seconds: a broker that lives is not behind for a minute. */
    static final int MOST_DOUBTS = 12;

    private final Map<String, String> latest = new HashMap<>();
    private final Map<String, Set<String>> former = new HashMap<>();
    private final Map<String, Integer> doubts = new HashMap<>();

    /** The id that was known last; null when none was. */
    String latest(String topic) {
        return latest.get(topic);
    }

    /** The answers, by topic, without those that are not to be believed now. */
    Map<String, String> of(Map<String, String> answers) {
        Map<String, String> believed = new HashMap<>();
        answers.forEach((topic, id) -> {
            if (!former.getOrDefault(topic, Set.of()).contains(id)) {
                doubts.remove(topic);
                believed.put(topic, id);
            } else if (doubts.merge(topic, 1, Integer::sum) > MOST_DOUBTS) {
                believed.put(topic, id);
            }
        });
        return believed;
    }

    /** From now on these are the topics' ids, and others that they had are former ones. */
    void know(Map<String, String> ids) {
        ids.forEach((topic, id) -> {
            String before = latest.put(topic, id);
            Set<String> left = former.computeIfAbsent(topic, none -> new HashSet<>());
            if (before != null) {
                left.add(before);
            }
            left.remove(id);
        });
    }
}
