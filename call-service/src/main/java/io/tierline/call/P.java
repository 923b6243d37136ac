package io.tierline.call;
class P {}
