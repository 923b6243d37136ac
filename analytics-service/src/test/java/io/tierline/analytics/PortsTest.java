package io.tierline.analytics;

import io.quarkus.test.junit.QuarkusTest;
import io.tierline.kit.testing.TwoPorts;

@QuarkusTest
class PortsTest extends TwoPorts {}
