package io.tierline.call.contacts.domain;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;
import java.util.regex.Pattern;

/** Phone numbers in one form; the only class that knows libphonenumber. */
public final class Phone {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    /** An id that can be a number at all: letters rule that out for most without parsing them. */
    private static final Pattern DIALLED = Pattern.compile("(tel:)?\\+?[0-9][0-9.-]{4,}");

    private Phone() {}

    /**
     * A number in E.164, such as {@code +8613800138000}.
     *
     * @param number as people write it, with or without country code
     * @param region the region whose country code is meant when none is given, such as {@code CN}
     * @return empty when no number of this form can exist
     */
    public static Optional<String> e164(String number, String region) {
        try {
            PhoneNumber parsed = NUMBERS.parse(number, region);
            // Stricter than isPossibleNumber, which lets numbers through that by their length can only be local.
            if (NUMBERS.isPossibleNumberWithReason(parsed) != ValidationResult.IS_POSSIBLE) {
                return Optional.empty();
            }
            String form = NUMBERS.format(parsed, PhoneNumberFormat.E164);
            // Zeros in front may go one at a time; the form that is kept has to be its own form.
            return form.equals(number) ? Optional.of(form) : e164(form, null);
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether a customer's id is a phone number: a possible one that starts with a plus, or the given one in whatever form,
     * with or without a prefix for calls abroad.
     * Other ids of digits alone are no numbers; many companies have such.
     *
     * @param phone E.164, or null
     */
    public static boolean isNumberAsId(String id, String phone) {
        if (!DIALLED.matcher(id).matches()) {
            return false;
        }
        if (id.startsWith("+")) {
            return e164(id, null).isPresent();
        }
        return phone != null
                && (id.replaceAll("[^0-9]", "").endsWith(phone.substring(1))
                        || e164(id, regionOf(phone)).filter(phone::equals).isPresent());
    }

    private static String regionOf(String e164) {
        try {
            return NUMBERS.getRegionCodeForCountryCode(NUMBERS.parse(e164, null).getCountryCode());
        } catch (NumberParseException e) {
            throw new IllegalArgumentException("Not E.164", e);
        }
    }

    /** Whether it is a region that has phone numbers, in two capital letters, such as {@code CN}. */
    public static boolean isRegion(String region) {
        return NUMBERS.getSupportedRegions().contains(region);
    }
}
