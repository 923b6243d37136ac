package io.tierline.call.calls.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.calls.domain.Direction;
import io.tierline.call.calls.domain.TelephonyResult;

/** What the codes of telephony systems mean to each tenant. */
public interface TelephonyCodes {

    /** The codes of one system. */
    @FunctionalInterface
    interface Meanings {

        /**
         * What the code says became of a call.
         *
         * @param talkSeconds null when not known
         * @param direction null for outbound
         * @return {@link TelephonyResult#UNKNOWN} when nobody has said what it means
         */
        TelephonyResult of(String code, Integer talkSeconds, Direction direction);
    }

    /** The codes of a system, such as {@code tencent}; a system that nobody knows has none. */
    Uni<Meanings> of(String tenant, String source);

    /** Counts a call that was left open by a code that nobody has said the meaning of. */
    void countUnmapped(String source);
}
