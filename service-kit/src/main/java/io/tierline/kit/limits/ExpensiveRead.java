package io.tierline.kit.limits;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a resource method whose answer takes the database long. Only so many of these run at a time on one instance, in all
 * and of one tenant; see {@link RequestTurns}. The method must need a role, as the tenant comes from the token.
 */
@NameBinding
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ExpensiveRead {

    /** The condition that the answer is asked for as CSV, by {@code format=csv} or {@code Accept}: a whole table. */
    String CSV = "csv";

    /**
     * The query parameters that make the answer expensive, such as {@code per=customer}; without any it always is. A page is
     * asked for by {@code limit>100}.
     */
    String[] when() default {};
}
