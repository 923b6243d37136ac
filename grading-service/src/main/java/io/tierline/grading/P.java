package io.tierline.grading;
class P {}
