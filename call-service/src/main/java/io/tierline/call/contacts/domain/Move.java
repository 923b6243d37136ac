package io.tierline.call.contacts.domain;

/**
 * A number goes from one customer to another, and its calls go with it.
 *
 * @param phone E.164
 * @param from whose it was; calls that stand with anybody else stay there
 * @param to whose it is now
 * @param formerRole the contact's role until now, or null
 * @param role the contact's role from now on, or null
 * @param wrongPerson whether somebody quite different was on the line
 */
public record Move(
        String phone, String from, String to, ContactRole formerRole, ContactRole role, boolean wrongPerson) {

    /**
     * Who was on the line in a call that moves: as the contact has it now where the call had what the contact said before,
     * or nothing. What was said of the call itself stays, unless it was the wrong person: then it was said of nobody.
     *
     * @param ofCall the call's role until now, or null
     */
    public ContactRole roleOf(ContactRole ofCall) {
        if (wrongPerson) {
            return null;
        }
        return ofCall == null || ofCall == formerRole ? role : ofCall;
    }
}
