package io.tierline.kit.rest;

import io.quarkus.test.junit.QuarkusTest;
import io.tierline.kit.testing.TwoPorts;

@QuarkusTest
class PortsTest extends TwoPorts {}
