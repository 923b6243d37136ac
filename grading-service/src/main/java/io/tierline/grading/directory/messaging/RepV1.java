package io.tierline.grading.directory.messaging;

import io.tierline.grading.directory.application.DirectoryEvent;
import io.tierline.grading.directory.domain.Rep;
import io.tierline.grading.directory.domain.Rep.Membership;
import io.tierline.kit.messaging.IncomingEvent;
import java.util.ArrayList;
import java.util.List;

/** Reads the event rep.v1. */
final class RepV1 {

    static final String TYPE = "rep.v1";

    private RepV1() {}

    /** @throws io.tierline.kit.messaging.UnreadableEvent naming everything that is wrong */
    static DirectoryEvent read(IncomingEvent event) {
        Payload payload = Payload.of(event.payload());
        String repId = payload.neededId("repId");
        int revision = payload.revision();
        String name = payload.text("name");
        boolean active = payload.flag("active");
        boolean known = payload.flag("known");
        List<Membership> memberships = new ArrayList<>();
        payload.objects("memberships")
                .forEach(each -> memberships.add(new Membership(each.id("team"), each.instant("from"))));
        payload.refuseFaults(TYPE);
        return new DirectoryEvent.OfRep(new Rep(event.tenant(), repId, revision, name, active, known, memberships));
    }
}
