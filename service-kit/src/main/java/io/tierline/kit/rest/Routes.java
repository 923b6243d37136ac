package io.tierline.kit.rest;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.core.Deployment;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper.RequestPath;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.mapping.URITemplate;

/** The routes of the service's endpoints and the methods that each takes, as REST has them once the service has started. */
final class Routes {

    private static volatile Routes current;

    private final Map<String, Set<String>> methods = new TreeMap<>();
    private final Map<String, RequestMapper<String>> matchers = new TreeMap<>();

    private Routes(Deployment deployment) {
        for (RequestPath<InitialMatch> resource : deployment.getClassMappers()) {
            if (resource.value.handlers.length > 0
                    && resource.value.handlers[0] instanceof ClassRoutingHandler endpoints) {
                endpoints.getMappers().forEach((method, mapper) -> {
                    for (RequestPath<RuntimeResource> endpoint : mapper.getTemplates()) {
                        add(method, template(resource.template.template, endpoint.template.template));
                    }
                });
            }
        }
    }

    private void add(String method, String template) {
        methods.computeIfAbsent(template, added -> new TreeSet<>(Set.of("OPTIONS")))
                .add(method);
        if (method.equals("GET")) {
            methods.get(template).add("HEAD");
        }
        matchers.computeIfAbsent(
                template,
                added -> new RequestMapper<>(
                        new ArrayList<>(List.of(new RequestPath<>(false, new URITemplate(added, false), added)))));
    }

    /** Those of the running service; none while it starts. */
    static Routes current() {
        Routes known = current;
        Deployment deployment = ResteasyReactiveRecorder.getCurrentDeployment();
        if (known == null && deployment != null) {
            known = new Routes(deployment);
            current = known;
        }
        return known;
    }

    /** Whether an endpoint has exactly this path template, such as {@code /v1/things/{id}}. */
    boolean has(String template) {
        return methods.containsKey(template);
    }

    /** The methods that endpoints at this path take, in alphabetical order; none where there is no endpoint. */
    Set<String> methodsAt(String path) {
        Set<String> found = new TreeSet<>();
        matchers.forEach((template, matcher) -> {
            if (matcher.map(path) != null) {
                found.addAll(methods.get(template));
            }
        });
        return found;
    }

    private static String template(String ofResource, String ofEndpoint) {
        String joined = ("/" + ofResource + "/" + ofEndpoint).replaceAll("//+", "/");
        return joined.length() > 1 && joined.endsWith("/") ? joined.substring(0, joined.length() - 1) : joined;
    }
}
