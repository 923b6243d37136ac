package io.tierline.call.telephony.domain;

import java.util.Arrays;
import java.util.Optional;

/** The telephony systems whose own records are taken as they are. */
public enum TelephonySource {
    FREESWITCH(
            "freeswitch",
            "fs:",
            new AdapterSettings(
                    "tierline_rep,cc_agent",
                    "tierline_customer",
                    "tierline_contact_role",
                    "tierline_campaign",
                    "tierline_trunk,sip_gateway_name,sip_gateway",
                    "tierline_direction",
                    "tierline_recording_url",
                    null,
                    null,
                    null)),
    TWILIO(
            "twilio",
            "tw:",
            new AdapterSettings(
                    "rep",
                    "customer",
                    "contactRole",
                    "campaign",
                    "trunk",
                    "direction",
                    "RecordingUrl",
                    null,
                    null,
                    null)),
    ASTERISK(
            "asterisk",
            "as:",
            new AdapterSettings(
                    "rep,accountcode",
                    "customer",
                    "contactRole",
                    "campaign",
                    "trunk",
                    "direction",
                    "recordingurl",
                    null,
                    null,
                    null)),
    AMAZON_CONNECT(
            "amazon-connect",
            "ac:",
            new AdapterSettings(
                    "Attributes.tierline_rep,Agent.Username",
                    "Attributes.tierline_customer",
                    "Attributes.tierline_contact_role",
                    "Attributes.tierline_campaign,Campaign.CampaignId",
                    "Attributes.tierline_trunk",
                    "Attributes.tierline_direction",
                    "Attributes.tierline_recording_url",
                    null,
                    null,
                    null));

    private final String word;
    private final String prefix;
    private final AdapterSettings defaults;

    TelephonySource(String word, String prefix, AdapterSettings defaults) {
        this.word = word;
        this.prefix = prefix;
        this.defaults = defaults;
    }

    /** The source of this name, such as {@code freeswitch}. */
    public static Optional<TelephonySource> of(String word) {
        return Arrays.stream(values())
                .filter(source -> source.word.equals(word))
                .findFirst();
    }

    /** Its name in addresses, metrics and records. */
    public String word() {
        return word;
    }

    /** What its call ids begin with, so that two systems never share one. */
    public String prefix() {
        return prefix;
    }

    /** What holds until a tenant has said otherwise. */
    public AdapterSettings defaults() {
        return defaults;
    }
}
