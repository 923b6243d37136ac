package io.tierline.kit; class Placeholder {}
