package io.tierline.call.telephony.application;

import io.tierline.call.telephony.domain.CodeMapping;

/** What the codes of the telephony systems that we know mean, until a tenant says otherwise. */
public interface BuiltInMappings {

    /** The mapping of a source; an empty one for a source that we do not know. */
    CodeMapping of(String source);
}
