package dev.daemun.sample;

class MembersOnH2Test extends MembersTest {}
