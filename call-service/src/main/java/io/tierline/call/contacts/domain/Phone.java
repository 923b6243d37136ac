package io.tierline.call.contacts.domain;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;

/** Phone numbers in one form; the only class that knows libphonenumber. */
public final class Phone {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

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
            return NUMBERS.isPossibleNumberWithReason(parsed) == ValidationResult.IS_POSSIBLE
                    ? Optional.of(NUMBERS.format(parsed, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    /** Whether it is a region that has phone numbers, in two capital letters, such as {@code CN}. */
    public static boolean isRegion(String region) {
        return NUMBERS.getSupportedRegions().contains(region);
    }
}
