package io.tierline.analytics;
class P {}
