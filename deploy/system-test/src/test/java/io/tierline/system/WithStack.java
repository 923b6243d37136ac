package io.tierline.system;

import io.tierline.trials.Stack;
import io.tierline.trials.Tenant;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests on the one stack of this run; a test method may ask for the {@link Stack} and for a {@link Tenant} of its own. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedStack.class)
@interface WithStack {}
