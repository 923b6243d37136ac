package io.tierline.kit.limits;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a resource method that writes many things at once. Only so many of these run at a time on one instance, in all and of
 * one tenant; the body of one that waits stays in the budget of bodies under way. See {@link RequestTurns}. The method must need a role, as the tenant
 * comes from the token.
 */
@NameBinding
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface BatchWrite {}
