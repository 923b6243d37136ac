package io.tierline.system;

import io.tierline.trials.Stack;
import io.tierline.trials.Tenant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the stack before the first test and stops it after the last; shows its logs when a test fails. */
final class SharedStack implements BeforeEachCallback, AfterTestExecutionCallback, ParameterResolver {
    private static final AtomicInteger TENANTS = new AtomicInteger();

    /** Closed by JUnit when all tests are through, whatever came of them. */
    private static final class Running implements AutoCloseable {
        private final Stack stack;
        private final Thread atExit;

        Running() throws Exception {
            atExit = new Thread(this::stop, "stop-stack"); // for a run that somebody breaks off
            stack = Stack.startAnew();
            Runtime.getRuntime().addShutdownHook(atExit);
        }

        @Override
        public void close() {
            Runtime.getRuntime().removeShutdownHook(atExit);
            stop();
        }

        private void stop() {
            try {
                stack.stop();
            } catch (Exception e) {
                throw new IllegalStateException("The stack is not stopped", e);
            }
        }
    }

    private static Stack stack(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedStack.class))
                .computeIfAbsent(Stack.class, key -> start(), Running.class)
                .stack;
    }

    private static Running start() {
        try {
            return new Running();
        } catch (Exception e) {
            throw new IllegalStateException("The stack does not start", e);
        }
    }

    /** Whatever the test before has killed is up again. */
    @Override
    public void beforeEach(ExtensionContext context) {
        stack(context).awaitReady();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        context.getExecutionException().ifPresent(failure -> {
            System.err.println(context.getDisplayName() + " failed: " + failure);
            stack(context).printLogs();
        });
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stack.class
                || parameter.getParameter().getType() == Tenant.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (parameter.getParameter().getType() == Stack.class) {
            return stack(context);
        }
        String name = context.getRequiredTestClass().getSimpleName().toLowerCase(Locale.ROOT) + "-"
                + TENANTS.incrementAndGet();
        return new Tenant(stack(context), name);
    }
}
