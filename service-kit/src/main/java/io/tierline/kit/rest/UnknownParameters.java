package io.tierline.kit.rest;

import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses query parameters that the endpoint does not have, or that are empty: a misspelt filter must not silently
 * answer with everything.
 * What an endpoint has is what its method declares, also by the public fields of a {@link BeanParam}; one with
 * {@link AnyParameters} takes whatever comes.
 */
public class UnknownParameters {

    private final Map<Method, Set<String>> declared = new ConcurrentHashMap<>();

    @ServerRequestFilter
    public void refuse(ContainerRequestContext request, ResourceInfo endpoint) {
        Map<String, List<String>> sent = request.getUriInfo().getQueryParameters();
        if (sent.isEmpty() || endpoint.getResourceMethod().isAnnotationPresent(AnyParameters.class)) {
            return;
        }
        Set<String> known = declared.computeIfAbsent(endpoint.getResourceMethod(), UnknownParameters::parametersOf);
        List<Fault> faults = new ArrayList<>();
        sent.forEach((name, values) -> {
            if (!known.contains(name)) {
                faults.add(new Fault(
                        "?" + name,
                        "is not known here; known are "
                                + known.stream().sorted().collect(Collectors.joining(", "))));
            } else if (values.contains("")) {
                // The framework hands an empty value on as none at all.
                faults.add(new Fault("?" + name, "must not be empty"));
            }
        });
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
    }

    private static Set<String> parametersOf(Method method) {
        return Stream.of(method.getParameters())
                .flatMap(UnknownParameters::namesOf)
                .collect(Collectors.toSet());
    }

    private static Stream<String> namesOf(Parameter parameter) {
        return parameter.isAnnotationPresent(BeanParam.class)
                ? Stream.of(parameter.getType().getFields()).flatMap(field -> nameOf(field, field.getName()))
                : nameOf(parameter, parameter.getName());
    }

    private static Stream<String> nameOf(AnnotatedElement declared, String name) {
        if (declared.isAnnotationPresent(QueryParam.class)) {
            return Stream.of(declared.getAnnotation(QueryParam.class).value());
        }
        RestQuery query = declared.getAnnotation(RestQuery.class);
        if (query == null) {
            return Stream.empty();
        }
        return Stream.of(query.value().isEmpty() ? name : query.value());
    }
}
