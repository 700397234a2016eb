package dev.daemun.sample;

class OrdersOnH2Test extends OrdersTest {}
