package io.tierline.call.telephony.domain;

/**
 * Where a tenant's telephony system says what Tierline needs to know; each names one of the system's fields, or several
 * separated by commas, of which the first that has a value counts. A null field is not looked for.
 *
 * @param repField who called
 * @param customerField whom
 * @param contactRoleField which key person: EB, UB or TB
 * @param campaignField for which campaign
 * @param trunkField by which line
 * @param directionField outbound or inbound, where the system's own word is not to be taken
 * @param recordingField the address of the recording
 * @param timeZone the zone of times that come without one; the company's when null
 * @param publicUrl the address under which the system reaches us, when a proxy changes it
 * @param authToken the secret that the system signs with; never shown
 */
public record AdapterSettings(
        String repField,
        String customerField,
        String contactRoleField,
        String campaignField,
        String trunkField,
        String directionField,
        String recordingField,
        String timeZone,
        String publicUrl,
        String authToken) {

    /** The same settings with another secret. */
    public AdapterSettings withAuthToken(String other) {
        return new AdapterSettings(
                repField,
                customerField,
                contactRoleField,
                campaignField,
                trunkField,
                directionField,
                recordingField,
                timeZone,
                publicUrl,
                other);
    }

    /** Without the secret, which has no place in a log line. */
    @Override
    public String toString() {
        return "AdapterSettings[repField=" + repField + ", customerField=" + customerField + ", publicUrl=" + publicUrl
                + "]";
    }
}
