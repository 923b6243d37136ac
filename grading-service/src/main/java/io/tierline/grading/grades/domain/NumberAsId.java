package io.tierline.grading.grades.domain;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import java.util.regex.Pattern;

/** Recognises customer ids that are phone numbers; the only class that knows libphonenumber. */
public final class NumberAsId {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private static final Pattern DIALLED = Pattern.compile("\\+[0-9][0-9.-]{4,}");

    private NumberAsId() {}

    /** Whether the id starts with a plus and is a possible E.164 number. Ids of digits alone are none. */
    public static boolean isOne(String id) {
        if (!DIALLED.matcher(id).matches()) {
            return false;
        }
        try {
            return NUMBERS.isPossibleNumberWithReason(NUMBERS.parse(id, null)) == ValidationResult.IS_POSSIBLE;
        } catch (NumberParseException e) {
            return false;
        }
    }
}
